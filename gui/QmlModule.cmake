# SPDX-License-Identifier: GPL-3.0-or-later
# everbounce_qml_module(target URI [FEATURES directory...] ...): makes a static library a QML module inside the binary, so
# that programs need no files beside them. The generated code includes the headers of QML types by their bare names: those
# in the FEATURES are found. What Qt 6.4 and later versions do in different ways is settled here: the resource prefix, which
# is /qt/qml by itself only since 6.5.
if(COMMAND qt_policy)
    qt_policy(SET QTP0001 NEW)
endif()

function(everbounce_qml_module target uri)
    cmake_parse_arguments(arg "" "" "FEATURES" ${ARGN})
    set(QT_QML_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/qml-modules") # where modules, and tools, find each other
    list(TRANSFORM arg_FEATURES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
    target_include_directories(${target} PRIVATE ${arg_FEATURES})
    qt_add_qml_module(${target} URI ${uri} VERSION 1.0 RESOURCE_PREFIX /qt/qml ${arg_UNPARSED_ARGUMENTS})
endfunction()
