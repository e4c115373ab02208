"""What a secret is good for."""

from domain.reference import TokenType
from projections.reference_data import reference_list

model = reference_list("token_types", TokenType)
token_types = model.table
