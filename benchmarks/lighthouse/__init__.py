"""What Lighthouse says of the pages that matter most."""
