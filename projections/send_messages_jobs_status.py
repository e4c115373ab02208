"""The states of a send request."""

from domain.reference import JobStatus
from projections.reference_data import reference_list

model = reference_list("send_messages_jobs_status", JobStatus)
send_messages_jobs_status = model.table
