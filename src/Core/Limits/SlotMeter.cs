namespace FerroGate.Core.Limits;

/// <summary>Counts requests that run. Not safe for concurrent use: its owner locks.</summary>
internal sealed class SlotMeter
{
    public long Taken { get; set; }
}
