# How tools/check and tools/demo build the two halves of Ruamkit. Sourced after tools/install-packages, with ROOT set to
# the project's folder as the current one.

JOBS="${JOBS:-$(nproc)}"

# build_preset PRESET [TARGET…]   configures once and builds; everything when no target is named
build_preset() {
  local preset=$1 target targets=()
  shift
  for target in "$@"; do targets+=(--target "$target"); done
  if [[ ! -f build/$preset/build.ninja ]]; then
    cmake --preset "$preset" >"build/$preset.configure.log" 2>&1 || {
      cat "build/$preset.configure.log"
      return 1
    }
  fi
  cmake --build "build/$preset" --parallel "$JOBS" "${targets[@]}" -- -k 0
}

# npm ci, when package-lock.json is not the one that node_modules was made from
install_web_packages() {
  local stamp=client-web/node_modules/.from-lock.json
  cmp -s client-web/package-lock.json "$stamp" && return 0
  (cd client-web && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error) &&
    cp client-web/package-lock.json "$stamp"
}

# npm run build, when a source of the web client is newer than its dist/
build_web() {
  local dist=client-web/dist
  if [[ -f $dist/.built ]] && [[ -z "$(find client-web -path client-web/node_modules -prune -o -path $dist -prune \
    -o -type f -newer $dist/.built -print -quit)" ]]; then
    return 0
  fi
  (cd client-web && npm run --silent build) && touch $dist/.built
}
