"""HSDS, the open standard of data on human services (Open Referral): its tables, its nested objects, its files."""
