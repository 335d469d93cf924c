# SPDX-License-Identifier: GPL-3.0-or-later
# Most of the time to compile a source goes into Qt's headers. They are read once for each of three groups of targets: those
# of the window, those that link Qt Network, and those that link Qt Core alone. A source still includes all that it uses: the
# builds with sanitizers go without this.

set(precompiled_Core <QCborArray> <QCborMap> <QDateTime> <QDir> <QFileInfo> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject>
    <QMap> <QObject> <QPointer> <QSet> <QStringList> <QTimer> <QUrl> <QVariant>
    <algorithm> <chrono> <cmath> <functional> <map> <memory> <optional> <variant> <vector>)
set(precompiled_Network ${precompiled_Core} <QHostAddress> <QSslConfiguration> <QSslSocket>)
set(precompiled_Quick ${precompiled_Core} <QAbstractListModel> <QPainter> <QQuickPaintedItem> <QQuickWindow>
    <QtQml/qqmlregistration.h>)

# everbounce_linked(target variable): all that a target links, directly or through others.
function(everbounce_linked target variable)
    get_target_property(open ${target} LINK_LIBRARIES)
    set(linked)
    while(NOT open STREQUAL "")
        list(POP_FRONT open library)
        if(TARGET "${library}" AND NOT library IN_LIST linked)
            list(APPEND linked "${library}")
            get_target_property(more ${library} INTERFACE_LINK_LIBRARIES)
            list(APPEND open ${more})
        endif()
    endwhile()
    set(${variable} "${linked}" PARENT_SCOPE)
endfunction()

# everbounce_precompile(target): to be called once a target has all its libraries. Headers are shared among targets that are
# compiled with the same options: a folder that sets others sets EVERBOUNCE_OPTIONS to a name for them.
function(everbounce_precompile target)
    everbounce_linked(${target} linked)
    foreach(module Quick Network Core)
        if("Qt6::${module}" IN_LIST linked)
            set(headers everbounce_precompiled${EVERBOUNCE_OPTIONS}_${module})
            if(NOT TARGET ${headers})
                set(source "${CMAKE_CURRENT_BINARY_DIR}/${headers}.cpp")
                file(CONFIGURE OUTPUT "${source}" CONTENT "// Nothing but the headers.\n")
                add_library(${headers} OBJECT "${source}")
                set_target_properties(${headers} PROPERTIES AUTOMOC OFF AUTORCC OFF)
                target_link_libraries(${headers} PRIVATE Qt6::${module})
                everbounce_compile_rules(${headers})
                target_precompile_headers(${headers} PRIVATE ${precompiled_${module}})
            endif()
            target_precompile_headers(${target} REUSE_FROM ${headers})
            return()
        endif()
    endforeach()
endfunction()
