// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtPlugin>

// What a native behaviour of Everbounce is built against: this header and Qt Core, nothing else. A plugin is
// a QObject that implements everbounce::BehaviorPlugin:
//
//     class Drift : public QObject, public everbounce::BehaviorPlugin
//     {
//         Q_OBJECT
//         Q_PLUGIN_METADATA(IID EverbounceBehaviorPlugin_iid FILE "Drift.json")
//         Q_INTERFACES(everbounce::BehaviorPlugin)
//     public:
//         everbounce::BehaviorStep next(const everbounce::BehaviorInput &ball,
//                                       everbounce::BehaviorRandom &random) const override;
//     };
//
// with Drift.json: { "name": "Drift", "abi": 1 }.

/// The number of this interface, in the IID and in the plugin's JSON. A node reads both before it loads
/// anything, and never loads a plugin with another number. Any change of this header makes a new number.
#define EVERBOUNCE_BEHAVIOR_ABI 1
#define EverbounceBehaviorPlugin_iid "everbounce.BehaviorPlugin/1"

namespace everbounce {

/// The ball and its box, at one tick. Lengths are in box units, speeds in box units per tick.
struct BehaviorInput
{
    double x; ///< centre
    double y;
    double dx; ///< of the last step
    double dy;
    double width; ///< of the box; its corner is at 0, 0
    double height;
    double radius; ///< of the ball
    quint64 tick;
};

/// The ball one tick later.
struct BehaviorStep
{
    double x;
    double y;
    double dx;
    double dy;
};

/// The ball's own random generator. It travels with the ball, so every node draws the same values. Use no
/// other.
class BehaviorRandom
{
public:
    /// A uniform integer in 0…bound−1; bound must be at least 1.
    virtual quint32 below(quint32 bound) = 0;

    /// A uniform double in [0, 1).
    virtual double unit() = 0;

protected:
    ~BehaviorRandom() = default;
};

/// The rule by which the ball moves.
class BehaviorPlugin
{
public:
    virtual ~BehaviorPlugin() = default;

    /// The ball one tick later. Must depend only on its arguments: no clock, no file, nothing kept from the
    /// last call. May throw std::exception, with one phrase for a person.
    virtual BehaviorStep next(const BehaviorInput &ball, BehaviorRandom &random) const = 0;
};

} // namespace everbounce

Q_DECLARE_INTERFACE(everbounce::BehaviorPlugin, EverbounceBehaviorPlugin_iid)
