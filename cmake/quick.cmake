# Named by the presets as CMAKE_PROJECT_TOP_LEVEL_INCLUDES: what makes a build quick where the machine has it, and
# nothing that changes what is built. Each part can be turned off by setting its variable to nothing.

find_program(RUAMKIT_CCACHE ccache)
if(RUAMKIT_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths below the source folder are hashed as relative ones, so that a second clone finds what the first compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${RUAMKIT_CCACHE})
endif()

find_program(RUAMKIT_MOLD mold)
find_program(RUAMKIT_LLD NAMES ld.lld ld.lld-14)
if(RUAMKIT_MOLD)
  add_link_options(-fuse-ld=mold)
elseif(RUAMKIT_LLD)
  add_link_options(-fuse-ld=lld)
endif()
