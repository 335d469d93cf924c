# SPDX-License-Identifier: GPL-3.0-or-later
# Flags that make a memory error harder to exploit, for every target of an optimised build.
# tests/packaging/hardening.test.js checks the programs. Sanitizers find the errors themselves and do not work with
# _FORTIFY_SOURCE.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)
include(CheckPIESupported)

check_pie_supported(OUTPUT_VARIABLE pie_problem LANGUAGES CXX)
if(NOT CMAKE_CXX_LINK_PIE_SUPPORTED)
    message(WARNING "Programs are not position-independent: ${pie_problem}")
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    return()
endif()

set(optimised "$<CONFIG:Release,RelWithDebInfo,MinSizeRel>")
add_compile_options("$<${optimised}:-fstack-protector-strong>")
foreach(flag -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "EVERBOUNCE_HAS${flag}" has)
    check_cxx_compiler_flag("-Werror ${flag}" ${has}) # -fcf-protection is for x86 alone
    if(${has})
        add_compile_options("$<${optimised}:${flag}>")
    endif()
endforeach()

# Level 3 needs GCC 12 and glibc 2.34, or newer; otherwise the headers warn.
set(CMAKE_REQUIRED_FLAGS "-O2 -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
check_cxx_source_compiles("#include <cstring>\nint main() { return int(std::strlen(\"\")); }" EVERBOUNCE_HAS_FORTIFY_3)
unset(CMAKE_REQUIRED_FLAGS)
set(fortify_level $<IF:$<BOOL:${EVERBOUNCE_HAS_FORTIFY_3}>,3,2>)
add_compile_options("$<${optimised}:-U_FORTIFY_SOURCE>" "$<${optimised}:-D_FORTIFY_SOURCE=${fortify_level}>")

add_link_options("$<${optimised}:LINKER:-z,relro,-z,now,-z,noexecstack>")
