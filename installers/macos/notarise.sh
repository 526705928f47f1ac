#!/bin/sh
# Sends a signed disk image to Apple, waits for the verdict, and puts the ticket into it. Not yet run.
#
#   ./notarise.sh onyx-desktop-0.1.0.dmg
#
# Needs a paid developer account, and its key in the keychain under a name of one's own:
#   xcrun notarytool store-credentials onyx --apple-id … --team-id …
set -eu

image=${1:?usage: notarise.sh IMAGE.dmg}
profile=${ONYX_NOTARY_PROFILE:-onyx}

codesign --verify --strict --verbose=2 "$image"
xcrun notarytool submit "$image" --keychain-profile "$profile" --wait
xcrun stapler staple "$image"
xcrun stapler validate "$image"
spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
