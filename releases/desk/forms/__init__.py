"""What the desk asks of what people type."""
