# The fonts of printed reports, from the web client's own package: build/PRESET/fonts, and share/ruamkit/fonts when
# installed. The copy is made when building, so that `npm ci` may come after configuring; without the package the
# target says so and a report as PDF is refused until there are fonts.
set(RUAMKIT_FONTS ${CMAKE_BINARY_DIR}/fonts)
if(CMAKE_SCRIPT_MODE_FILE)
  foreach(PAIR "400Regular/Sarabun_400Regular=Sarabun-Regular" "700Bold/Sarabun_700Bold=Sarabun-Bold")
    string(REPLACE "=" ";" PAIR ${PAIR})
    list(GET PAIR 0 THEIRS)
    list(GET PAIR 1 OURS)
    if(EXISTS ${PACKAGE}/${THEIRS}.ttf)
      configure_file(${PACKAGE}/${THEIRS}.ttf ${FONTS}/${OURS}.ttf COPYONLY)
    else()
      message("no ${THEIRS}.ttf: run npm ci in client-web, then build again, for reports as PDF")
    endif()
  endforeach()
  if(EXISTS ${PACKAGE}/LICENSE_FONT)
    configure_file(${PACKAGE}/LICENSE_FONT ${FONTS}/LICENSE COPYONLY)
  endif()
  return()
endif()

add_custom_target(ruamkit_fonts
  COMMAND ${CMAKE_COMMAND} -DPACKAGE=${CMAKE_SOURCE_DIR}/client-web/node_modules/@expo-google-fonts/sarabun
    -DFONTS=${RUAMKIT_FONTS} -P ${CMAKE_CURRENT_LIST_FILE}
  BYPRODUCTS ${RUAMKIT_FONTS}/Sarabun-Regular.ttf ${RUAMKIT_FONTS}/Sarabun-Bold.ttf
  COMMENT "Fonts of printed reports" VERBATIM)
include(GNUInstallDirs)
install(DIRECTORY ${RUAMKIT_FONTS} DESTINATION ${CMAKE_INSTALL_DATADIR}/ruamkit OPTIONAL)
