# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed, and the Debian packages that `cpack` makes of it: everbounced (a headless node and all that every node
# needs), everbounce (the window) and everbounce-dev (what behaviours and singletons of others are built against).
# packaging/check --packages proves them.
include(GNUInstallDirs)
include(ManPages)

install(TARGETS everbounced everbounce-engine everbouncectl RUNTIME COMPONENT everbounced)
install(FILES packaging/systemd/everbounced.service packaging/systemd/everbounced@.service
        DESTINATION lib/systemd/system COMPONENT everbounced)
install(FILES packaging/systemd/everbounced.env DESTINATION /etc/everbounce COMPONENT everbounced)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/everbounced RENAME copyright COMPONENT everbounced)
install(FILES README.md docs/operations.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/everbounced COMPONENT everbounced)
# Bash looks a completion up by the name of the program.
set(completions ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
foreach(program everbouncectl everbounced)
    install(FILES packaging/completion/everbouncectl.bash DESTINATION ${completions} RENAME ${program}
            COMPONENT everbounced)
endforeach()
install(FILES packaging/completion/_everbounce DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        COMPONENT everbounced)
install(FILES packaging/completion/everbounce.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        COMPONENT everbounced)
foreach(program everbounced everbounce-engine everbouncectl)
    everbounce_man_page(${program} everbounced)
endforeach()
set(CPACK_COMPONENTS_ALL everbounced behavior-development singleton-development)
# Its version stands in the file VERSION alone.
string(TIMESTAMP release_date "%Y-%m-%d" UTC) # of SOURCE_DATE_EPOCH, where that is set
configure_file(packaging/desktop/org.everbounce.Everbounce.metainfo.xml.in
               packaging/org.everbounce.Everbounce.metainfo.xml @ONLY)
if(EVERBOUNCE_DESKTOP)
    install(TARGETS everbounce RUNTIME COMPONENT everbounce)
    everbounce_man_page(everbounce everbounce)
    install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/everbounce RENAME copyright COMPONENT everbounce)
    install(FILES packaging/completion/everbouncectl.bash DESTINATION ${completions} RENAME everbounce
            COMPONENT everbounce)
    install(FILES packaging/desktop/org.everbounce.Everbounce.desktop
            DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT everbounce)
    install(FILES "${PROJECT_BINARY_DIR}/packaging/org.everbounce.Everbounce.metainfo.xml"
            DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT everbounce)
    install(FILES packaging/desktop/org.everbounce.Everbounce.svg
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT everbounce)
    list(APPEND CPACK_COMPONENTS_ALL everbounce)
endif()

set(CPACK_COMPONENT_BEHAVIOR-DEVELOPMENT_GROUP development)
set(CPACK_COMPONENT_SINGLETON-DEVELOPMENT_GROUP development)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/everbounce-dev RENAME copyright
        COMPONENT singleton-development)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Everbounce maintainers <everbounce@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(CPACK_DEBIAN_EVERBOUNCED_PACKAGE_NAME everbounced)
set(CPACK_COMPONENT_EVERBOUNCED_DESCRIPTION 
    "This is a node of that cluster, to be watched in browsers, with systemd units and the program everbouncectl.")
foreach(file conffiles postinst prerm postrm)
    list(APPEND CPACK_DEBIAN_EVERBOUNCED_PACKAGE_CONTROL_EXTRA "${CMAKE_CURRENT_SOURCE_DIR}/packaging/deb/${file}")
endforeach()
# Links between nodes use the TLS library that Qt loads at run time.
set(CPACK_DEBIAN_EVERBOUNCED_PACKAGE_DEPENDS libssl3)

set(CPACK_DEBIAN_EVERBOUNCE_PACKAGE_NAME everbounce)
set(CPACK_COMPONENT_EVERBOUNCE_DESCRIPTION "This is a node of that cluster with a window of its own.")
# The modules that the window's QML imports are loaded by name.
string(CONCAT CPACK_DEBIAN_EVERBOUNCE_PACKAGE_DEPENDS
    "everbounced (= ${PROJECT_VERSION}), qml6-module-qtqml, qml6-module-qtqml-models, qml6-module-qtqml-workerscript, "
    "qml6-module-qtquick, qml6-module-qtquick-controls, qml6-module-qtquick-layouts, qml6-module-qtquick-templates, "
    "qml6-module-qtquick-window, qt6-qpa-plugins")
set(CPACK_DEBIAN_EVERBOUNCE_PACKAGE_RECOMMENDS "fonts-dejavu-core")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME everbounce-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "These are the headers and libraries for a singleton and for behaviours of one's own, with an example.")
# Whatever is linked with them needs TLS as well.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "qt6-base-dev (>= ${Qt6_VERSION}), libssl-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "cmake, g++")

include(CPack)
