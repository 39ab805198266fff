"""Stages (环节) of the workspace's schemes, and how far each township is in them: what came in, what is wrong, what is late."""
