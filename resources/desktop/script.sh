#!/bin/sh
# For file managers that run scripts: the folders that are chosen come as arguments.
exec @EXEC@ "$@"
