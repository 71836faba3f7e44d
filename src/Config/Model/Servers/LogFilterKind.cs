namespace FerroGate.Config.Model.Servers;

/// <summary>What a filter does with its field.</summary>
public enum LogFilterKind
{
    Delete,
    Replace,
}
