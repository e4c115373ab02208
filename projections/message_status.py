"""How far a message has come."""

from domain.reference import MessageStatus
from projections.reference_data import reference_list

model = reference_list("message_status", MessageStatus)
message_status = model.table
