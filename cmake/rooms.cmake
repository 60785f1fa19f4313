# How every part is built: strict warnings, optional sanitizers, one target a room.

add_library(ruamkit_strict INTERFACE)
target_compile_options(ruamkit_strict INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wnull-dereference -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these falsely inside the standard library and Boost when optimising or sanitising.
  target_compile_options(ruamkit_strict INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict
    -Wno-stringop-overflow -Wno-array-bounds)
endif()
target_compile_definitions(ruamkit_strict INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
  BOOST_ALLOW_DEPRECATED_HEADERS)

if(RUAMKIT_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(RUAMKIT_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
elseif(NOT RUAMKIT_SANITIZE STREQUAL "")
  message(FATAL_ERROR "RUAMKIT_SANITIZE is '${RUAMKIT_SANITIZE}'; use address, thread or nothing")
endif()

# A room of the server: every .cpp of the folder, as the library ruamkit_NAME.
#   ruamkit_room(NAME USES room… [LINKS library…])
function(ruamkit_room NAME)
  cmake_parse_arguments(ROOM "" "" "USES;LINKS;FOLDERS" ${ARGN})
  file(GLOB SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${NAME}/*.cpp)
  foreach(FOLDER IN LISTS ROOM_FOLDERS)
    file(GLOB MORE CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${NAME}/${FOLDER}/*.cpp)
    list(APPEND SOURCES ${MORE})
  endforeach()
  if(NOT SOURCES)
    add_library(ruamkit_${NAME} INTERFACE)
    return()
  endif()
  add_library(ruamkit_${NAME} STATIC ${SOURCES})
  target_include_directories(ruamkit_${NAME} PUBLIC ${PROJECT_SOURCE_DIR}/server)
  target_link_libraries(ruamkit_${NAME} PRIVATE ruamkit_strict)
  foreach(USED IN LISTS ROOM_USES)
    target_link_libraries(ruamkit_${NAME} PUBLIC ruamkit_${USED})
  endforeach()
  target_link_libraries(ruamkit_${NAME} PUBLIC ${ROOM_LINKS})
endfunction()

# A test program: every .cpp of a folder under tests/, each doctest case one test of ctest.
#   ruamkit_test(NAME FOLDER folder [LINKS library…] [LABELS label…] [TIMEOUT seconds])
function(ruamkit_test NAME)
  cmake_parse_arguments(TEST "" "FOLDER;TIMEOUT" "LINKS;LABELS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  file(GLOB SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${TEST_FOLDER}/*.cpp)
  if(NOT TARGET ruamkit_doctest_main)  # compiled once for all
    add_library(ruamkit_doctest_main OBJECT ${PROJECT_SOURCE_DIR}/tests/doctest_main.cpp)
    target_link_libraries(ruamkit_doctest_main PRIVATE ruamkit_strict doctest::doctest)
  endif()
  add_executable(${NAME} ${SOURCES} $<TARGET_OBJECTS:ruamkit_doctest_main>)
  target_include_directories(${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${NAME} PRIVATE ruamkit_strict doctest::doctest ${TEST_LINKS})
  doctest_discover_tests(${NAME} TEST_PREFIX "${NAME}: "
    PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}")
endfunction()
