#!/bin/sh
# Builds the binary that the image holds: small, without a Swift runtime beside it. Called by the Dockerfile; works as well
# in a plain clone on Debian or Ubuntu with Swift.
#   docker/build.sh OUT   puts `rialto` and the sample schedules into OUT
set -eu
out=${1:?usage: docker/build.sh OUT}
cd "$(dirname "$0")/.."
docker/install-packages.sh libssl-dev libsqlite3-dev libcadical-dev
swift build -c release --product rialto --static-swift-stdlib --scratch-path .build-image
mkdir -p "$out/schedules"
cp .build-image/release/rialto "$out/rialto"
strip "$out/rialto"
cp schedules/*.yaml "$out/schedules/"
"$out/rialto" --version
