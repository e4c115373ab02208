"""The states of one user's hold of a plan."""

from domain.reference import SubscriptionStatus
from projections.reference_data import reference_list

model = reference_list("user_subscriptions_status", SubscriptionStatus)
user_subscriptions_status = model.table
