# SPDX-License-Identifier: GPL-3.0-or-later
# everbounce_man_page(PROGRAM COMPONENT): a manual page out of what the program says with --help, and what packaging/man/
# adds to it. Without help2man there is none.
find_program(HELP2MAN_PROGRAM help2man)
find_program(GZIP_PROGRAM gzip)
if(NOT HELP2MAN_PROGRAM OR NOT GZIP_PROGRAM)
    message(WARNING "help2man or gzip is missing: the manual pages are left out.")
endif()

function(everbounce_man_page program component)
    if(NOT HELP2MAN_PROGRAM OR NOT GZIP_PROGRAM)
        return()
    endif()
    set(more "${PROJECT_SOURCE_DIR}/packaging/man/${program}.h2m")
    set(page "${PROJECT_BINARY_DIR}/man/${program}.1")
    add_custom_command(OUTPUT "${page}.gz"
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${PROJECT_BINARY_DIR}/man"
        COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 "${HELP2MAN_PROGRAM}" --no-info --section=1 "--source=Everbounce"
                "--manual=Everbounce" "--include=${more}" "--output=${page}" "$<TARGET_FILE:${program}>"
        COMMAND "${GZIP_PROGRAM}" -9nf "${page}"
        DEPENDS ${program} "${more}" VERBATIM)
    add_custom_target(man_${program} ALL DEPENDS "${page}.gz")
    install(FILES "${page}.gz" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT ${component})
endfunction()
