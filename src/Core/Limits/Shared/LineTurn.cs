namespace FerroGate.Core.Limits.Shared;

/// <summary>Where a request stands in a line while it asks again and again.</summary>
internal sealed class LineTurn
{
    public LineMode Mode { get; set; }

    /// <summary>The meter that it waits for; <c>null</c> where it does not wait.</summary>
    public string? Meter { get; set; }

    public long? Ticket { get; set; }

    public LinePlace In(Draw draw)
    {
        int? spend = null;
        for (var i = 0; Meter is not null && i < draw.Spends.Count; i++)
        {
            if (draw.Spends[i].Meter == Meter)
                spend = i;
        }

        return new LinePlace(Mode, spend, Ticket);
    }
}
