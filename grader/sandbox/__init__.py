"""Workers for submissions: one interface, `channel.Sandbox`, with three implementations."""
