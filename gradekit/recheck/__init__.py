"""An independent check of stored evidence: own arithmetic, own values by mpmath, nothing of the engine that decided."""
