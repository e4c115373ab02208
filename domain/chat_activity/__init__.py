"""What happens around messages: calls, changes of groups, who is there."""
