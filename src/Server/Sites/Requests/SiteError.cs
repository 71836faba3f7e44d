namespace FerroGate.Server.Sites.Requests;

/// <summary>A request that failed: what <c>handle_errors</c> sees of it.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Message">What went wrong; empty where nobody has said.</param>
internal sealed record SiteError(int Status, string Message = "")
{
    /// <summary>The name of the status as Go spells it; empty for one that has none.</summary>
    public string StatusText => Status switch
    {
        StatusCodes.Status418ImATeapot => "I'm a teapot",
        StatusCodes.Status203NonAuthoritative => "Non-Authoritative Information",
        StatusCodes.Status413PayloadTooLarge => "Request Entity Too Large",
        StatusCodes.Status414RequestUriTooLong => "Request URI Too Long",
        StatusCodes.Status416RangeNotSatisfiable => "Requested Range Not Satisfiable",
        425 => "Too Early",
        _ => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status),
    };
}
