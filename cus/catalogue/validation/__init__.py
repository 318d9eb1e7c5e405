"""Whether data keep the standard HSDS or its British profile: what is wrong, where, how bad it is. Changes nothing."""
