"""The states of a browser."""

from domain.reference import BrowserStatus
from projections.reference_data import reference_list

model = reference_list("browser_context_status", BrowserStatus)
browser_context_status = model.table
