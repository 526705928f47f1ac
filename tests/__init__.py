"""The package comes before anything else, so that it can set what numpy reads when it is loaded."""

import onyx_desktop  # noqa: F401 - what it switches off must be off before anything else
