// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Several functions as one, for std::visit(): each takes the alternative that it is for.
template<typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template<typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace everbounce
