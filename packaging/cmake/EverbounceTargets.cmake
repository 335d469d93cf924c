# SPDX-License-Identifier: GPL-3.0-or-later
# One function per kind of target, so that every room's CMakeLists.txt reads like a table of contents.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF) # no target compiles what another one generates: none waits for another to be linked
# moc reads all headers that it finds, and needs nothing of the standard library's: without those it takes a third of the time.
list(FILTER CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES EXCLUDE REGEX "/c\\+\\+/|/gcc/|/clang/")
set(CMAKE_AUTORCC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# Where sources are joined, which ones stand beside each other depends on Qt's version: a name of one file is no news in
# another. The preset `dev` warns of those, too.
set(everbounce_shadow_warning -Wshadow)
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    set(everbounce_shadow_warning -Wshadow=local)
endif()

function(everbounce_compile_rules target)
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
    target_compile_definitions(${target} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS QT_NO_FOREACH)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic ${everbounce_shadow_warning} -Wnon-virtual-dtor
                                             -Woverloaded-virtual -Wno-missing-field-initializers
                                             $<$<BOOL:${EVERBOUNCE_WERROR}>:-Werror>)
endfunction()

# everbounce_library(everbounce_lease SOURCES ... LINK ... [USES ...]): a room of the house, as a static library. It may
# include what it LINKs, and the headers of those that it USES.
function(everbounce_library target)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK;USES" ${ARGN})
    add_library(${target} STATIC ${arg_SOURCES})
    target_link_libraries(${target} PUBLIC ${arg_LINK})
    everbounce_compile_rules(${target})
    everbounce_precompile(${target})
    everbounce_note_room(${target} ${arg_LINK} ${arg_USES})
endfunction()

# everbounce_program(everbounced SOURCES ... LINK ...): one of the programs in build/bin.
function(everbounce_program target)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE ${arg_LINK})
    everbounce_compile_rules(${target})
    target_compile_options(${target} PRIVATE -fPIC) # as libraries, whose precompiled headers they share
    everbounce_precompile(${target})
    everbounce_note_room(${target} ${arg_LINK})
endfunction()

# A test of one source includes what moc makes of that. AUTOMOC would also look through all headers and compile an empty
# source: minutes, for all tests together.
function(everbounce_moc target)
    if(NOT ARGC EQUAL 2)
        return()
    endif()
    cmake_path(ABSOLUTE_PATH ARGV1 OUTPUT_VARIABLE source)
    cmake_path(GET source STEM name)
    file(STRINGS "${source}" includes REGEX "^#include \"${name}\\.moc\"")
    if(NOT includes)
        return()
    endif()
    set_target_properties(${target} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    qt_generate_moc("${source}" ${name}.moc TARGET ${target})
    target_sources(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()

# everbounce_test(tst_track SOURCES ... LINK ... LABEL unit): a Qt Test program, registered with CTest. packaging/check
# has a place for each core and one more. A test takes two of them; one that WAITS most of its time for real time to pass
# takes one, so that a core is not idle meanwhile.
function(everbounce_test target)
    cmake_parse_arguments(arg "WAITS" "LABEL;TIMEOUT" "SOURCES;LINK;ARGS" ${ARGN})
    everbounce_program(${target} SOURCES ${arg_SOURCES} LINK ${arg_LINK} Qt6::Test)
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    everbounce_moc(${target} ${arg_SOURCES})
    if(EVERBOUNCE_LEAN_TESTS)
        target_link_options(${target} PRIVATE -Wl,--strip-debug)
    endif()
    add_test(NAME ${target} COMMAND ${target} ${arg_ARGS})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize") # several times as slow
        math(EXPR arg_TIMEOUT "5 * ${arg_TIMEOUT}")
    endif()
    set(places 2)
    if(arg_WAITS)
        set(places 1)
    endif()
    set_tests_properties(${target} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT} PROCESSORS ${places}
        ENVIRONMENT "LC_ALL=C.UTF-8;LANGUAGE=en;QT_QPA_PLATFORM=offscreen;QT_FATAL_CRITICALS=1;EVERBOUNCE_BIN=${CMAKE_BINARY_DIR}/bin")
endfunction()
