namespace FerroGate.Config.Model.Servers;

/// <summary>Where a directive goes.</summary>
public enum OrderPosition
{
    First,
    Last,
    Before,
    After,
}
