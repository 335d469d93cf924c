# SPDX-License-Identifier: GPL-3.0-or-later
# find_package(EverbounceBehavior) gives the target Everbounce::Behavior: what a native behaviour is built against.
include(CMakeFindDependencyMacro)
find_dependency(Qt6 6.4 COMPONENTS Core)
include("${CMAKE_CURRENT_LIST_DIR}/EverbounceBehaviorTargets.cmake")
