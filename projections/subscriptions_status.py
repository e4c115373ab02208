"""The states of a plan in the catalogue."""

from domain.reference import PlanStatus
from projections.reference_data import reference_list

model = reference_list("subscriptions_status", PlanStatus)
subscriptions_status = model.table
