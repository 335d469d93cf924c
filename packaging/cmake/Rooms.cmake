# SPDX-License-Identifier: GPL-3.0-or-later
# A room may include only what it links: the build fails where one does not keep to that. Static libraries alone would
# not tell, as every header is within reach of every source.
#
# Included by CMakeLists.txt this file notes each room and makes the build run it again as a script, which then reads the
# sources: cmake -DROOMS=<list of the rooms> -P Rooms.cmake

if(NOT CMAKE_SCRIPT_MODE_FILE)
    # everbounce_note_room(target links…): to be called for each library and program of the product.
    function(everbounce_note_room target)
        cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${PROJECT_SOURCE_DIR}" OUTPUT_VARIABLE here)
        if(here MATCHES "^tests")
            return()
        endif()
        get_target_property(sources ${target} SOURCES)
        list(FILTER sources INCLUDE REGEX "\\.(h|cpp)$")
        list(TRANSFORM sources PREPEND "${here}/")
        list(TRANSFORM sources REPLACE "[^/]+/\\.\\./" "")
        set_property(GLOBAL APPEND PROPERTY EVERBOUNCE_ROOMS ${target})
        set_property(GLOBAL APPEND_STRING PROPERTY EVERBOUNCE_ROOM_LINES
            "list(APPEND rooms ${target})\nset(sources_${target} ${sources})\nset(links_${target} ${ARGN})\n")
    endfunction()

    # Once all rooms are noted.
    function(everbounce_check_rooms)
        get_property(lines GLOBAL PROPERTY EVERBOUNCE_ROOM_LINES)
        set(list "${PROJECT_BINARY_DIR}/rooms.cmake")
        file(CONFIGURE OUTPUT "${list}" CONTENT "${lines}" @ONLY)
        file(GLOB_RECURSE files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/engine/*.h" "${PROJECT_SOURCE_DIR}/engine/*.cpp"
            "${PROJECT_SOURCE_DIR}/web/*.h" "${PROJECT_SOURCE_DIR}/web/*.cpp" "${PROJECT_SOURCE_DIR}/gui/*.h"
            "${PROJECT_SOURCE_DIR}/gui/*.cpp" "${PROJECT_SOURCE_DIR}/app/*.h" "${PROJECT_SOURCE_DIR}/app/*.cpp")
        set(script "${PROJECT_SOURCE_DIR}/packaging/cmake/Rooms.cmake")
        add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/rooms.checked"
            COMMAND "${CMAKE_COMMAND}" "-DROOMS=${list}" -P "${script}"
            COMMAND "${CMAKE_COMMAND}" -E touch "${PROJECT_BINARY_DIR}/rooms.checked"
            DEPENDS "${script}" "${list}" ${files}
            WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" VERBATIM)
        add_custom_target(everbounce_rooms ALL DEPENDS "${PROJECT_BINARY_DIR}/rooms.checked")
    endfunction()
    return()
endif()

cmake_minimum_required(VERSION 3.25)
include("${ROOMS}")

foreach(room ${rooms})
    foreach(source ${sources_${room}})
        cmake_path(GET source PARENT_PATH directory)
        list(APPEND directories_${room} ${directory})
        list(APPEND owners_${directory} ${room})
    endforeach()
    list(REMOVE_DUPLICATES directories_${room})
endforeach()

# All that a room can reach by its links.
function(reach room result)
    set(reached ${room})
    set(next ${room})
    while(next)
        list(POP_FRONT next one)
        foreach(link ${links_${one}})
            if(NOT link IN_LIST reached)
                list(APPEND reached ${link})
                list(APPEND next ${link})
            endif()
        endforeach()
    endwhile()
    set(${result} ${reached} PARENT_SCOPE)
endfunction()

set(problems 0)
foreach(room ${rooms})
    reach(${room} reached)
    set(allowed engine) # the generated engine/Version.h
    foreach(other ${reached})
        list(APPEND allowed ${directories_${other}})
    endforeach()
    set(files ${sources_${room}})
    foreach(directory ${directories_${room}})
        file(GLOB headers RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "${directory}/*.h")
        list(REMOVE_DUPLICATES owners_${directory})
        list(LENGTH owners_${directory} owners)
        if(owners EQUAL 1) # else only those headers that belong to a source of this room
            list(APPEND files ${headers})
        else()
            foreach(header ${headers})
                cmake_path(REPLACE_EXTENSION header LAST_ONLY cpp OUTPUT_VARIABLE source)
                if(source IN_LIST files OR NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
                    list(APPEND files ${header})
                endif()
            endforeach()
        endif()
    endforeach()
    list(REMOVE_DUPLICATES files)
    foreach(file ${files})
        file(STRINGS "${file}" includes REGEX "^[ \t]*#[ \t]*include [\"<](engine|web|gui|app)/")
        foreach(line ${includes})
            string(REGEX REPLACE "^[ \t]*#[ \t]*include [\"<]([^\">]+)/[^/\">]+[\">].*" "\\1" directory "${line}")
            if(NOT directory IN_LIST allowed)
                message("${file}: ${line}: ${room} does not link what is in ${directory}.")
                math(EXPR problems "${problems} + 1")
            endif()
        endforeach()
    endforeach()
endforeach()
if(problems)
    message(FATAL_ERROR "${problems} includes lead to rooms that are not linked.")
endif()
