"""What a person may do."""

from domain.reference import Role
from projections.reference_data import reference_list

model = reference_list("roles", Role)
roles = model.table
