"""What the pages that publish, schedule and withdraw show and ask; see `step_pages`."""
