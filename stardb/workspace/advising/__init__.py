"""What would still bring more in a workspace's latest period, and which number of its rules changes most."""
