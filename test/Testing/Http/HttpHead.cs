namespace FerroGate.Testing.Http;

/// <summary>The first line and the header lines of an HTTP/1.1 message.</summary>
/// <param name="FirstLine">The request line or the status line.</param>
/// <param name="Headers">The header lines.</param>
public sealed record HttpHead(string FirstLine, HeaderList Headers)
{
    /// <summary>The status of a status line.</summary>
    public int Status => int.Parse(FirstLine.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
