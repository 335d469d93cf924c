// SPDX-License-Identifier: GPL-3.0-or-later
#include <QObject>
#include <QtPlugin>

#include <cstdlib>

namespace {

/// Shows that the library was loaded: nothing may do that.
const bool loaded = [] {
    std::abort();
    return true;
}();

} // namespace

/// A plugin for an interface of another number.
class OtherAbi : public QObject
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "everbounce.BehaviorPlugin/99" FILE "OtherAbi.json")

public:
    bool isLoaded() const { return loaded; }
};

#include "OtherAbi.moc"
