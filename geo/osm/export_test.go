package osm

// NewXMLScanner lets tests in osm_test turn an XML extract into other formats.
var NewXMLScanner = newXMLScanner
