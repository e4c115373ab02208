"""Whether a preference is in use."""

from domain.reference import PreferenceStatus
from projections.reference_data import reference_list

model = reference_list("user_preferences_status", PreferenceStatus)
user_preferences_status = model.table
