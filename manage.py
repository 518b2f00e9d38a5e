#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from portal import env, roles

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        role = roles.Role(env.one_of("ROLE", roles.NAMES, roles.Role.ALL))
        roles.refuse(role, sys.argv[1] if len(sys.argv) > 1 else "")
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # Whoever sets up a machine is told which variable, without eighty lines of where.
        sys.exit(str(error))
