"""What keeps a course honest: its checks are checked, exercises are begun, kits are released."""
