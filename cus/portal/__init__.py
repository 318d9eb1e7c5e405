"""The public side: catalogue, applying online, following an application by its code."""
