# SPDX-License-Identifier: GPL-3.0-or-later
# find_package(EverbounceBehavior) defines the target Everbounce::Behavior, which native behaviours link.
include(CMakeFindDependencyMacro)
find_dependency(Qt6 6.4 COMPONENTS Core)
include("${CMAKE_CURRENT_LIST_DIR}/EverbounceBehaviorTargets.cmake")
