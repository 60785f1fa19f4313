# Puts files into a program, so that it finds them without a path:
#   ruamkit_embed(TARGET file…)   gives TARGET `#include "embedded.hpp"` with a std::string_view
#   ruamkit::embedded::NAME for each file, NAME being its name without the last extension, as an identifier
#   (config/schema/definition.schema.json is embedded::definition_schema).
# The same file, run with `cmake -P`, is the step of the build that writes one file's bytes as C++.
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ ${INPUT} HEX HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," BYTES "${HEX}")
  # Sixteen bytes a line keep the file readable by tools that mind long lines.
  string(REGEX REPLACE "(('.x[0-9a-f][0-9a-f]',)('.x[0-9a-f][0-9a-f]',)?('.x[0-9a-f][0-9a-f]',)?('.x[0-9a-f][0-9a-f]',)?)"
    "\\1\n" BYTES "${BYTES}")
  file(WRITE ${OUTPUT}
    "#include <string_view>\n\nnamespace ruamkit::embedded {\nnamespace {\nconstexpr char bytes[] = {\n${BYTES}'\\0'};\n}\n"
    "extern const std::string_view ${NAME};\n"
    "const std::string_view ${NAME}{bytes, sizeof(bytes) - 1};\n}\n")
  return()
endif()

set(RUAMKIT_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(ruamkit_embed TARGET)
  set(FOLDER ${CMAKE_CURRENT_BINARY_DIR}/${TARGET}_embedded)
  set(DECLARATIONS "")
  foreach(FILE IN LISTS ARGN)
    get_filename_component(FILE ${FILE} ABSOLUTE)
    get_filename_component(NAME ${FILE} NAME_WLE)
    string(MAKE_C_IDENTIFIER ${NAME} NAME)
    add_custom_command(OUTPUT ${FOLDER}/${NAME}.cpp
      COMMAND ${CMAKE_COMMAND} -DINPUT=${FILE} -DOUTPUT=${FOLDER}/${NAME}.cpp -DNAME=${NAME} -P ${RUAMKIT_EMBED_SCRIPT}
      DEPENDS ${FILE} ${RUAMKIT_EMBED_SCRIPT}
      COMMENT "Embedding ${NAME}" VERBATIM)
    target_sources(${TARGET} PRIVATE ${FOLDER}/${NAME}.cpp)
    string(APPEND DECLARATIONS "extern const std::string_view ${NAME};\n")
  endforeach()
  file(CONFIGURE OUTPUT ${FOLDER}/embedded.hpp @ONLY CONTENT
    "#pragma once\n\n#include <string_view>\n\nnamespace ruamkit::embedded {\n@DECLARATIONS@}\n")
  target_include_directories(${TARGET} PRIVATE ${FOLDER})
endfunction()
