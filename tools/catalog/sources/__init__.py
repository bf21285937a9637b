# SPDX-License-Identifier: GPL-3.0-or-later
"""One module a kind of source; each has maps(root), which yields colortable.Map objects."""
