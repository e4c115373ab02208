"""The states of an account."""

from domain.reference import UserStatus
from projections.reference_data import reference_list

model = reference_list("user_status", UserStatus)
user_status = model.table
