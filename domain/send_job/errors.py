"""The ways a send job refuses."""

from domain.kernel import Conflict


class JobEnded(Conflict):
    """A job that completed, failed or was cancelled does not change any more."""

    code = "send_job.ended"


class NotRunning(Conflict):
    """Only a running job can be paused."""

    code = "send_job.not_running"


class NotPaused(Conflict):
    """Only a paused job can be resumed."""

    code = "send_job.not_paused"
