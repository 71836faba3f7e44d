namespace FerroGate.Core.Limits;

/// <summary>After what time a budget begins anew, in UTC.</summary>
public enum PeriodKind
{
    /// <summary>At midnight.</summary>
    Day,

    /// <summary>On Monday.</summary>
    Week,

    /// <summary>On the first of the month.</summary>
    Month,

    /// <summary>Never.</summary>
    Total,
}
