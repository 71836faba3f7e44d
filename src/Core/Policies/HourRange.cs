namespace FerroGate.Core.Policies;

/// <summary>A part of the day, in UTC. One that ends before it begins is over midnight, one that ends where it begins is the whole day.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment behind it; 00:00 is the end of the day.</param>
public readonly record struct HourRange(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => From == To || time.IsBetween(From, To);
}
