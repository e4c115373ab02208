"""The states of a linked number."""

from domain.reference import SessionStatus
from projections.reference_data import reference_list

model = reference_list("whatsapp_sessions_status", SessionStatus)
whatsapp_sessions_status = model.table
